# Appointments, queue, board: words of the components.
web-cal-free = { $count ->
    [one] { $count } place free
   *[other] { $count } places free
  }
web-cal-none = no places
web-no-times-title = There is no free time at the moment
web-no-times-opens = The next times open on { $when }.
web-no-times-ways = What you can do now
web-booking-reference = Booking reference
web-queue-title = Who is waiting
web-queue-ticket = Ticket
web-queue-service = Service
web-queue-booked = Booked for
web-queue-waits = Waits
web-queue-over = over the norm
web-deadlines-title = Deadlines that are near
web-deadlines-case = Case
web-deadlines-due = Due
web-deadlines-left = Left
web-deadlines-waits-for = Waiting for
web-board-ticket = Ticket
web-board-window = Window
web-board-soon = Soon
