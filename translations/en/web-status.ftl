# The course of a case by number and secret.
status-title = See how far your application is
status-lead = Enter the number of the application and the code from the receipt. No log-in and no personal data are needed.
status-number = Application number
status-number-hint = As on the receipt, for example 77-01-2026-000123
status-secret = Code from the receipt
status-secret-hint = 12 letters and digits; hyphens and case do not matter
status-go = Show the stage
status-empty = Enter the application number and the code from the receipt
status-wrong = There is no such pair of number and code. Check the receipt and enter the code again
status-too-many = { $count ->
    [one] Too many requests from your network. Wait { $count } second and try again
   *[other] Too many requests from your network. Wait { $count } seconds and try again
  }
status-other-title = If you have no receipt
status-other-text = Call the office or come with your passport. Nobody tells the code on the phone; the stage is told by number and code.
status-other-offices = Addresses and phones of the offices
status-of = Application { $number }
status-now = Now
status-since = Since
status-service = Service
status-accepted = All documents accepted
status-due = Last day by law
status-why = Why this day
status-next = What comes next
status-next-by = The office has to do this by { $day }.
status-stopped = Work has been on hold since { $day }. The notice says what to do.
status-office = Where it is considered
status-told = We write to you about every step not later than the next working day, if you gave an e-mail address.
status-again = Look up another application
why-working-days = We count { $length } after { $from }.
why-days = We count { $length } after { $from }.
why-months = We count { $length } from { $from }.
why-count-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
  }
why-count-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
  }
why-month-end = That month has no such day, so its last day holds.
why-skipped = { $count ->
    [one] { $count } day off was passed over.
   *[other] { $count } days off were passed over.
  }
why-worked = { $count ->
    [one] { $count } working day moved to a weekend was counted.
   *[other] { $count } working days moved to weekends were counted.
  }
why-moved = { $count ->
    [one] The day moved by { $count } day while work was on hold.
   *[other] The day moved by { $count } days while work was on hold.
  }
why-uncertain = The calendar of these days is not confirmed yet, so the day may change.
