# Notifications of item 7, and what the office tells besides.
#
# The parts stand in order: subject of the e-mail, sms, then the paragraphs of the
# e-mail. A paragraph with nothing to tell is left out. A part named "…-or" is said
# in place of the one before when that one cannot be said.

notice-footer =
    .ways = Change how we notify you: { $settings-link }
    .phone = Questions: call { $phone }.
    .care = We never ask for bank card details, and we never ask you to pass on a code.

notice-appointment-made =
    .subject = Your appointment: { $day-month }, { $clock }
    .sms = Booked: { $when-figures }, { $place-short }. Ref { $reference }. Change: { $short-link }
    .sms-or = Booked: { $when-figures }, { $place-short }. Ref { $reference }
    .news = { $name }, you have an appointment on { $when } ({ $zone }).
    .news-or = You have an appointment on { $when } ({ $zone }).
    .place = Where: { $place }.
    .reference = Your reference is { $reference }. Say it or show the code at the terminal in the hall 10 minutes before.
    .bring = What to bring:
        { $bring }
    .own = The appointment is in your name: we compare it with your document and can see only you.
    .change = If your plans change, move or cancel it: { $link }
    .moves = { $moves ->
        [0] You cannot move this appointment again, but you can cancel it.
        [one] You can move it { $moves } more time.
       *[other] You can move it { $moves } more times.
    }

notice-statement-registered =
    .subject = Your application is registered
    .sms = Application { $number } accepted. What happens next: { $short-link }
    .sms-or = Application { $number } accepted and registered
    .news = Your application is accepted. Its registration number is { $number }, dated { $registered-on }.
    .next = What happens next: { $next-step }, by { $next-step-by }.
    .decision = We will decide by { $decision-by }.
    .follow = Follow your case here: { $link }

notice-acceptance-refused =
    .subject = Your application was not accepted
    .sms = Application { $number } was not accepted. Why, and how to fix it: { $short-link }
    .sms-or = Your application was not accepted. Why, and how to fix it: { $short-link }
    .sms-or-or = Your application was not accepted. The reason is in our e-mail or at the office
    .news = We could not accept application { $number }.
    .news-or = We could not accept your application.
    .ground = Reason: { $ground-text } (ground { $ground }).
    .cure = How to put it right: { $cure }
    .again = Your other answers are kept. Correct the application and send it again: { $link }
    .appeal = If you do not agree: { $appeal-note }

notice-consideration-suspended =
    .subject = Your case waits for you
    .sms = Case { $number } waits for you until { $until-figures }. What to do: { $short-link }
    .sms-or = Your case is on hold until { $until-figures }. What to do: { $short-link }
    .sms-or-or = Your case is on hold. Please come by { $until-figures }, the office will explain
    .news = On { $since } we stopped work on application { $number } (suspension).
    .news-or = We stopped work on your application (suspension).
    .ground = Reason: { $ground-text } (ground { $ground }).
    .to-do = What to do: { $what-to-do }, by { $until }.
    .then = Then we continue our work.
    .decision = The new date for the decision: by { $decision-by }.
    .follow = Details: { $link }

notice-consideration-discontinued =
    .subject = Work on your application has ended
    .sms = Work on application { $number } has ended. Reason: { $short-link }
    .sms-or = Work on your application has ended. Reason: { $short-link }
    .sms-or-or = Work on your application has ended. The reason is in our e-mail
    .news = On { $ended-on } we ended work on application { $number } (discontinuation).
    .news-or = On { $ended-on } we ended work on your application (discontinuation).
    .ground = Reason: { $ground-text } (ground { $ground }).
    .fee = The fee: { $fee-note }
    .again = You can apply again at once: { $link }
    .appeal = If you do not agree: { $appeal-note }

notice-passport-ready =
    .subject = Your passport is ready
    .sms = Your passport is ready: { $place-short }. Pick a time: { $short-link }
    .sms-or = Your passport is ready: { $place-short }
    .news = Your passport is ready. You can collect it from { $ready-from }.
    .news-or = Your passport is ready to collect.
    .place = Where: { $place }. Hours: { $hours }.
    .time = To avoid a queue, pick a time: { $link }
    .bring = What to bring:
        { $bring }
    .representative = { $representative }
    .storage = The office keeps the passport for { $storage-term }.

notice-passport-still-waiting =
    .subject = Your passport is waiting
    .sms = Your passport is still waiting: { $place-short }. Pick a time: { $short-link }
    .sms-or = Your passport is still waiting: { $place-short }
    .news = Your passport has been ready since { $ready-from } and is still waiting for you.
    .news-or = Your passport is ready and still waiting for you.
    .place = Where: { $place }. Hours: { $hours }.
    .time = To avoid a queue, pick a time: { $link }
    .bring = What to bring:
        { $bring }
    .storage = The office keeps the passport for { $storage-term }.

notice-service-refused =
    .subject = Decision on your application: refused
    .sms = Application { $number } is refused. Grounds and how to appeal: { $short-link }
    .sms-or = Your application is refused. Grounds and how to appeal: { $short-link }
    .sms-or-or = Your application is refused. Grounds and how to appeal are in our e-mail
    .news = On { $decided-on } the office decided on application { $number }: a passport is refused.
    .news-or = The office decided on your application: a passport is refused.
    .ground = Grounds: { $ground-text } ({ $statute }, ground { $ground }).
    .restriction = How long the restriction lasts: { $restriction-term }.
    .decision = The decision that restricts: { $restriction-decision }.
    .body = Who answers for the restriction: { $body }.
    .meaning = What it means: { $meaning }
    .appeal = What you can do: { $appeal-note }
    .signed = The signed decision is in your account: { $link }

notice-rating-offered =
    .subject = Tell us how we served you
    .sms = How did we serve you in case { $reference }? It is free: { $short-link }
    .sms-or = How did we serve you in case { $reference }? Reply with a figure from 1 to 5
    .news = Case { $reference } is finished. Tell us how we served you, from 1 to 5.
    .how = It is free and takes a minute: { $link }
    .why = The ratings show how the head of the office does the work.

notice-visit-near =
    .subject = Reminder: appointment { $day-month }, { $clock }
    .sms = Appointment { $when-figures }: { $place-short }. Ref { $reference }. Cancel: { $short-link }
    .sms-or = Appointment { $when-figures }: { $place-short }. Ref { $reference }
    .news = A reminder: your appointment is on { $when } ({ $zone }).
    .place = Where: { $place }. Reference: { $reference }.
    .bring = What to bring:
        { $bring }
    .change = If you cannot come, cancel it and somebody else can have the time: { $link }

notice-visit-moved =
    .subject = Appointment moved: { $day-month }, { $clock }
    .sms = Appointment moved: { $when-figures }, { $place-short }. Another time: { $short-link }
    .sms-or = Appointment moved: { $when-figures }, { $place-short }. Ref { $reference }
    .news = We had to move your appointment of { $previous }. The new time is { $when } ({ $zone }).
    .news-or = We had to move your appointment. The new time is { $when } ({ $zone }).
    .place = Where: { $place }. The reference stays the same: { $reference }.
    .reason = Why: { $reason }
    .change = If the time does not suit you, choose another: { $link }

notice-visit-cancelled =
    .subject = Appointment on { $day-month } is cancelled
    .sms = The office cancelled your appointment { $when-figures }. Choose a time: { $short-link }
    .sms-or = The office cancelled your appointment { $when-figures }. Call us: { $phone }
    .sms-or-or = The office cancelled your appointment { $when-figures }
    .news = The appointment on { $when } ({ $zone }) will not take place: the office cancelled it.
    .place = Office: { $place }. Reference: { $reference }.
    .reason = Why: { $reason }
    .change = Choose another time: { $link }
    .call = Or call: { $phone }

notice-place-offered =
    .subject = A time is free: { $day-month }, { $clock }
    .sms = A time is free: { $when-figures }, { $place-short }. Take it: { $short-link }
    .sms-or = A time is free: { $when-figures }, { $place-short }. Ref { $reference }
    .news = A time is free: { $when } ({ $zone }).
    .place = Where: { $place }. Your standby reference: { $reference }.
    .until = We keep it for you until { $until }.
    .take = Take this time: { $link }

notice-papers-received =
    .subject = Your documents are received
    .sms = Documents received: { $place-short }. List: { $short-link }
    .sms-or = Documents received: { $place-short }
    .news = We received your documents: { $place }.
    .papers = What we received:
        { $papers }
    .next = The documents go to the office. We will tell you when your application is registered.
    .follow = Follow your case: { $link }

notice-place-window = { $address }, window { $window }
notice-restriction-decision = of { $on }, No. { $number }
notice-representative = A legal representative collects the passport of a child.
