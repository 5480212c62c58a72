# Appointments: place and time, details, check, receipt, moving and cancelling.
web-book-step = Step { $step } of 4
web-book-continue = Continue
web-book-month-1 = Jan
web-book-month-2 = Feb
web-book-month-3 = Mar
web-book-month-4 = Apr
web-book-month-5 = May
web-book-month-6 = Jun
web-book-month-7 = Jul
web-book-month-8 = Aug
web-book-month-9 = Sep
web-book-month-10 = Oct
web-book-month-11 = Nov
web-book-month-12 = Dec
web-book-zone-offset = local time, UTC{ $offset }
web-book-days-from-to = { $from } to { $until }
web-book-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
  }
web-book-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
  }
web-book-free = { $count ->
    [one] { $count } place free
   *[other] { $count } places free
  }

# 1. Where and what
web-book-choose-title = Book an appointment
web-book-choose-lead = You need the document that you will bring. Booking is free and takes a few minutes.
web-book-choose-region = Region where you will get the passport
web-book-choose-region-hint = You can also apply away from the place where you are registered.
web-book-choose-region-none = Choose a region
web-book-choose-region-missing = Choose a region
web-book-choose-in-region = Region: { $region }.
web-book-choose-service = Which passport you need
web-book-choose-service-missing = Choose which passport you need
web-book-show-offices = Show offices
web-book-offices-title = Offices: { $region }
web-book-offices-order = Offices with the nearest free time come first.
web-book-terms = If you are registered in this region, the passport takes { $home }. If you are registered elsewhere, it takes { $away }.
web-book-nearest-word = Nearest time
web-book-nearest = Nearest time: { $when }
web-book-choose-time = Choose a time
web-book-off-tag = No online booking
web-book-none-tag = No free time
web-book-what-else = What you can do
web-book-have-one = Already booked?
web-book-closed = The office is not receiving people now.
web-book-off-reason = This office does not take bookings online.
web-book-phone-booking = Booking by phone
web-book-phone-enquiries = Enquiries
web-book-floor = floor { $floor }
web-book-step-free = step-free entrance
web-book-hearing-loop = hearing loop
web-book-sign-language = sign language
web-book-parking = disabled parking

# 2. When
web-book-times-title = Choose a time
web-book-to-times = Go straight to the times
web-book-weeks-label = Other weeks
web-book-earlier = Two weeks earlier
web-book-later = Two weeks later
web-book-horizon = Booking is open until { $day }.
web-book-as-list = Show as a list
web-book-as-calendar = Show as a calendar
web-book-times-legend = Time of the appointment
web-book-times-zone = Times are in { $zone }.
web-book-first-free = First free: { $when }
web-book-none-in-weeks = Everything is taken in these two weeks. Choose the first free time or other weeks.
web-book-choose-a-time = Choose a time
web-book-time-gone = That time is no longer there. Choose another
web-book-others-title = Other offices
web-book-all-offices = All offices of the region
web-book-none-title = There is no free time now
web-book-none-text = Every time until { $day } is taken.
web-book-none-opens = New times open on { $day } at { $time }.
web-book-off-title = This office cannot be booked online
web-book-ways-title = What you can do
web-book-ways-elsewhere = Book at another office
web-book-ways-no-elsewhere = The other offices of the region have no free time either. A cancelled time appears on this page at once.
web-book-ways-phone = Call
web-book-ways-phone-text = The telephone gives the same times as this page.
web-book-ways-walk-in = Come without an appointment
web-book-ways-walk-in-text = During reception hours you can take a ticket and wait in the queue.

# 3. Who comes
web-book-who-title = Who comes to the appointment
web-book-other-time = Choose another time
web-book-who-person = Name and birth date
web-book-who-person-hint = Write as in the document, in Russian letters.
web-book-who-surname = Surname
web-book-who-given-name = Given name
web-book-who-patronymic = Patronymic
web-book-who-no-patronymic = The document has no patronymic
web-book-who-birth-date = Birth date
web-book-who-birth-date-hint = For example, 14 3 1985. You can paste it whole: 14.03.1985.
web-book-who-document = Document
web-book-who-document-hint = Bring it with you. One document gets one appointment, so nobody can buy up the places.
web-book-who-document-kind = Which document
web-book-who-document-number = Series and number
web-book-who-document-number-hint = With or without spaces; the sign № does not matter.
web-book-who-contact = Contact and help
web-book-who-email = E-mail (optional)
web-book-who-email-hint = We send a confirmation, and write if the office moves the appointment.
web-book-who-phone = Telephone (optional)
web-book-who-phone-hint = We call if the appointment has to be moved.
web-book-who-help = Help needed (optional)
web-book-help-wheelchair = I use a wheelchair
web-book-help-hearing = I am deaf or hard of hearing
web-book-help-interpreter = I need an interpreter
web-book-help-child = I come with a small child
web-book-who-next = Next you check your answers. We keep this time for you meanwhile.

# What to put right
web-book-field-surname = surname
web-book-field-given-name = given name
web-book-field-patronymic = patronymic
web-book-field-birth-date = birth date
web-book-field-document-kind = document
web-book-field-document-number = document number
web-book-field-email = e-mail
web-book-field-phone = telephone
web-book-field-reference = booking reference
web-book-wrong-other = Check the field “{ $field }”
web-book-wrong-surname-empty = Enter the surname
web-book-wrong-given-name-empty = Enter the given name
web-book-wrong-patronymic-empty = Enter the patronymic
web-book-wrong-patronymic-patronymic-open = Enter the patronymic, or tick that there is none
web-book-wrong-patronymic-patronymic-both = There is a patronymic, and the tick says there is none. Keep one of the two
web-book-wrong-begins-with-mark = The { $field } begins with “{ $found }”. It must begin with a letter
web-book-wrong-mixed-script = In “{ $word }” the letter “{ $letter }” is a Latin one. Replace it with the Russian “{ $meant }”
web-book-wrong-mixed-script-cyrillic = In “{ $word }” the letter “{ $letter }” is a Cyrillic one. Replace it with the Latin “{ $meant }”
web-book-wrong-mixed-script-foreign = In “{ $word }” the letter “{ $letter }” is of another alphabet. Type the whole word in one alphabet
web-book-wrong-wrong-script = The { $field } is in Latin letters. Type it in Russian letters, as in the document
web-book-wrong-wrong-script-cyrillic = The { $field } is in Cyrillic letters. Type it in Latin letters, as in the document
web-book-wrong-wrong-character = Remove “{ $found }”: no { $field } has it
web-book-wrong-too-long = The { $field } has { $got } characters. It can have { $expected } at most
web-book-wrong-birth-date-empty = Enter the birth date
web-book-wrong-birth-date-no-such-date = There is no such date. Enter day, month and a year of four digits, for example 14 3 1985
web-book-wrong-birth-date-in-future = That day has not come yet. Check the year of birth
web-book-wrong-birth-date-too-early = The year is before { $year }. Check the year of birth
web-book-wrong-document-kind-unknown = Choose the document that you will bring
web-book-wrong-document-kind-not-at-this-age = At this age people book with another document: { $instead }. Choose it, or check the birth date
web-book-wrong-document-kind-not-at-this-age-none = Nobody books with this document at this age. Check the birth date
web-book-wrong-document-number-empty = Enter the series and number of the document
web-book-wrong-document-number-too-short = Series and number must have { $expected ->
    [one] { $expected } digit
   *[other] { $expected } digits
  } together; you entered { $got }. Check that none is missing
web-book-wrong-document-number-too-long = Series and number must have { $expected ->
    [one] { $expected } digit
   *[other] { $expected } digits
  } together; you entered { $got }. Check for extra ones
web-book-wrong-document-number-wrong-character = This document has digits only. Remove “{ $found }”
web-book-wrong-document-number-too-short-signs = Series and number must have { $expected } letters and digits together; you entered { $got }. Check that none is missing
web-book-wrong-document-number-too-long-signs = Series and number must have { $expected } letters and digits together; you entered { $got }. Check for extra ones
web-book-wrong-document-number-wrong-character-signs = “{ $found }” does not fit here. Type series and number as in the document: a Roman numeral, two Russian letters, six digits
web-book-wrong-email-no-address = This address will not work. Enter all of it, for example anna@example.com, or leave the field empty
web-book-wrong-phone-too-short = The telephone number is too short: { $expected } digits are needed, you entered { $got }. Correct it or leave the field empty
web-book-wrong-phone-too-long = The telephone number is too long: { $expected } digits are needed, you entered { $got }. Correct it or leave the field empty
web-book-wrong-phone-wrong-character = Remove “{ $found }” from the telephone number
web-book-wrong-phone-no-country = No country code begins with 0. Begin with the country code, for example +7
web-book-wrong-phone-empty = Enter the telephone number in digits or leave the field empty
web-book-wrong-reference-empty = Enter the booking reference
web-book-wrong-reference-length = A booking reference has { $expected } letters and digits; you entered { $got }
web-book-wrong-reference-unknown-character = No booking reference has “{ $found }”
web-book-wrong-reference-check-character = The booking reference has a typing mistake: it does not add up. Compare every letter and digit with the receipt

# 4. Check
web-book-check-title = Check and book
web-book-check-not-yet = You are not booked yet.
web-book-check-kept = We keep this time for you until { $time }.
web-book-check-service = Service
web-book-check-office = Office
web-book-check-time = Time
web-book-check-name = Surname, given name, patronymic
web-book-check-document = Document
web-book-check-email = E-mail
web-book-check-phone = Telephone
web-book-check-help = Help
web-book-not-given = not given
web-book-check-name-fixed = The appointment cannot be passed on: name and document are compared at the office.
web-book-book = Book

# The time is taken, or there is an appointment already
web-book-lost-title = That time has been taken
web-book-lost-text = Someone else has just taken { $when }.
web-book-lost-past = That time is no longer there.
web-book-lost-kept = Your answers are saved. You are not booked yet.
web-book-lost-nearest = Nearest free times
web-book-lost-take = Take this time
web-book-held-otherwise = Until { $time } we keep this time for the document that you gave before. Choose another time, or send your answers again after { $time }.
web-book-existing-title = You already have an appointment
web-book-existing-lead = This document already has an appointment. You can move or cancel it.
web-book-existing-why = We do not make a second one: one document gets one place. If you cancel this one, you can book again at once.
web-book-existing-unknown = This document already has an appointment. We show the time and place to the person who made it.
web-book-existing-look-up = Find the appointment by its reference and birth date
web-book-existing-name = If it is yours, check that name and birth date are written as they were then.
web-book-existing-lost-reference = If the reference is lost, call the office or come with the document.
web-book-move-verb = Move the appointment
web-book-cancel-verb = Cancel the appointment
web-book-open = Open the appointment
web-book-way-book = Book an appointment
web-book-way-look-up = Find my appointment
web-book-way-offices = Offices and their telephones

# Receipt
web-book-receipt-booked-title = You are booked
web-book-receipt-arrived-title = You have checked in
web-book-receipt-arrived-text = Wait to be called: watch the board.
web-book-receipt-fulfilled-title = The visit took place
web-book-receipt-fulfilled-text = This appointment is closed.
web-book-receipt-cancelled-title = The appointment is cancelled
web-book-receipt-cancelled-text = The time has gone to others. You can book again at once.
web-book-receipt-no_show-title = The visit did not take place
web-book-receipt-no_show-text = Nobody came at the appointed time. Choose a new time.
web-book-receipt-void-title = The appointment is not valid
web-book-receipt-void-text = The document shown was not the one that was booked with. Book with the document that you will bring.
web-book-receipt-holder = Who comes
web-book-receipt-calendar = Add to calendar
web-book-receipt-bring = What to bring
web-book-receipt-bring-document = The document that you gave is a must: the appointment is found by it.
web-book-receipt-documents = All cases and samples: the list of documents
web-book-receipt-keep = Keep your appointment
web-book-receipt-keep-text = The code opens this appointment: show it at the entrance or type the reference. The birth date will be asked.
web-book-receipt-print = You can print or bookmark this page: it opens tomorrow too. Do not pass its address on: it can be used to cancel.
web-book-receipt-change = If your plans change
web-book-moves-left = { $count ->
    [0] This appointment cannot be moved any more.
    [one] You can move it { $count } more time.
   *[other] You can move it { $count } more times.
  }
web-book-qr-title = Code of appointment { $reference }
web-book-ics-summary = Appointment: { $service }
web-book-ics-reference = Reference: { $reference }
web-book-ics-bring = Bring the document that you booked with.

# Look-up
web-book-look-up-title = Find your appointment
web-book-look-up-reference = Reference
web-book-look-up-reference-hint = As on the receipt, for example 77-KX4R-2HMC. Capitals, spaces and dashes do not matter.
web-book-look-up-birth-date-hint = Of the person who is booked. For example, 14 3 1985.
web-book-look-up-button = Find the appointment
web-book-look-up-none = There is no appointment with this reference and birth date. Compare the reference with the receipt, and the date with the document.
web-book-look-up-lost = Lost the reference? Call the office, or come with the document that was booked with.

# Moving
web-book-move-title = Choose a new time
web-book-move-now = You are booked now for
web-book-move-kept = This time stays yours until you take a new one.
web-book-move-office = New time: { $office }
web-book-move-button = Move to this time
web-book-move-gone = That time has just been taken. Your old time is still yours. Choose another
web-book-move-refused-title = The appointment cannot be moved

# Cancelling
web-book-cancel-title = Cancel the appointment?
web-book-cancel-text = The time is free for others at once, and you cannot get it back. You can book again at once.
web-book-cancel-or-move = You can also change the time:
web-book-cancel-button = Yes, cancel it
web-book-cancel-keep = No, keep it

# Refusals
web-book-no-stale-title = This page is out of date
web-book-no-stale-text = Either we no longer keep the place, or you have already booked. If you have, find your appointment. If not, choose a time again.
web-book-no-no-such-slot-title = There is no such time
web-book-no-no-such-slot-text = The time is past, or was taken off the timetable. You are not booked. Choose another time.
web-book-no-not-found-title = The appointment was not found
web-book-no-not-found-text = The address may have a mistake. Find the appointment by its reference and birth date.
web-book-no-ended-title = The appointment is closed
web-book-no-ended-text = It cannot be changed: the visit is over or it was cancelled. Nothing has changed.
web-book-no-not-ours-title = The address is incomplete
web-book-no-not-ours-text = Something is missing in the address of the page. Find the appointment by its reference and birth date, or start again.
web-book-no-move-never-title = The appointment cannot be moved
web-book-no-move-never-text = This office does not move appointments. You can cancel it and book a free time again.
web-book-no-move-used-up-title = The appointment cannot be moved any more
web-book-no-move-used-up-text = You have moved it as often as is allowed. You can cancel it and book a free time again.
web-book-no-move-too-late-title = It is too late to move
web-book-no-move-too-late-text = The appointment is too near. If you cannot come, cancel it.
web-book-no-online-off-title = No online booking here
web-book-no-online-off-text = In this region you can book by telephone or at the office. You are not booked.
web-book-too-many-title = Too many attempts
web-book-too-many-text = Nothing is lost and nothing has changed. { $when } Go back to the page before and try again.
web-book-too-many-kept = Too many attempts in a row. Your answers are kept on this page. { $when }
web-book-later-seconds = { $count ->
    [one] Try again in { $count } second.
   *[other] Try again in { $count } seconds.
  }
web-book-later-minutes = { $count ->
    [one] Try again in { $count } minute.
   *[other] Try again in { $count } minutes.
  }
web-book-later-at = Try again at { $time }.
