# Public information: portal, regional site, stand, MFC.

## Start
web-start-title = Book a visit and get a passport for travel abroad
web-start-lead = Here you can choose a time, and learn the term, the fee and the documents. You do not need to sign in.
web-start-book = Book a visit
web-start-my-booking = My booking
web-start-status = Follow my case
web-start-know = Before your visit
web-start-documents-text = Lists for an adult, a teenager, a child and a guardian.
web-start-fee-text = The sum on the day you need.
web-start-term-text = From three working days to three months: it depends on your case.
web-start-forms-text = Blank forms and filled samples.
web-start-payment-text = Details of your region and a code for the bank.
web-start-topics-text = The answers given by staff and operators.
web-start-services = Services
web-start-offices = At the offices now
web-start-all-offices = All offices and MFCs
web-start-regions = Sites of regions

## Catalogue and map
web-catalogue-title = Services
web-catalogue-lead = Choose a service. The authority in charge stands beside it.
web-catalogue-service-text = Documents, term, fee, booking
web-sitemap-title = Site map
web-sitemap-answers = Answers
web-sitemap-texts = About the service
web-sitemap-regions = Sites of regions
web-contents = On this page

## Service
web-service-description = { $service }: documents, term, fee, refusals, appeal.
web-service-lead = Provided by: { $authority }. Below is all you need to know before your visit.
web-glance-term = Term
web-glance-fee = Fee
web-glance-where = Where
web-glance-other = Another case
web-glance-find = Find an office
web-glance-where-text = At an office, at an MFC or through the portal
web-own-order = This is how the office works, not a demand of the law.
web-uncertain = to be confirmed
web-source-law = Basis: { $source }. As of { $today }.
web-source-own = This is how the office works, not a demand of the law. As of { $today }. Related place: { $source }.
web-cited-item = { $act }, item { $item }

## Documents
web-documents-title = Documents you need
web-documents-lead = Choose who needs the passport. You can print the list and tick it off.
web-documents-on = List as of { $day }
web-documents-about = How to prepare the documents
web-docs-mandatory = You must bring
web-docs-own = You may bring if you like
web-docs-interagency = The office asks for these itself
web-docs-print = Open this list alone
web-docs-when = If { $situation }.
web-docs-copies = { $count ->
    [one] { $count } copy.
   *[other] { $count } copies.
  }

## Term
web-term-title = How long it takes
web-term-lead = Answer the questions and we will tell you the term for your case.
web-terms-caption = Terms by case
web-terms-case = Case
web-terms-length = Term
web-terms-all = All terms
web-term-for-me = Find the term for my case
web-term-refused = no passport is made in this case
web-about-term = How the term is counted
web-case-any = Any case
web-or = or

## Fee
web-fee-title = How much the fee is
web-fee-lead = Choose the passport and the age. The sum depends on the day you pay.
web-fees-caption = Amounts of the fee
web-fees-what = For what
web-fees-amount = How much
web-fees-since = In force since
web-fees-coming = later
web-fees-all = All amounts
web-fee-for-me = Find the sum on another day
web-about-fee = What the fee depends on
web-answer-on = On { $day }
web-answer-since = In force since { $day }.
web-answer-source = Basis: { $source }.
web-answer-day = On which day
web-answer-day-hint = For example, the day you pay or the day of your visit
web-answer-show = Show the answer
web-answer-none = There is no answer for this day: the rules for it are not known. Choose another day or ask the office.
web-yes = Yes
web-no = No

## Payment
web-payment-title = Pay the fee
web-payment-choose = Details differ by region. Choose the region where you will get the passport.
web-payment-what = What you pay for
web-payment-no-sum = Choose what you pay for, and the code will hold the sum.
web-payment-check = Check the payee, the account and the purpose before you pay. Keep the receipt until you have the passport.
web-pay-with-sum = Details and a code with the sum
web-qr-title = Code for payment
web-qr-caption = Point the camera of your bank's app here
web-bank-payee = Payee
web-bank-account = Account of the payee
web-bank-bank = Bank
web-bank-bic = BIC
web-bank-correspondent = Correspondent account
web-bank-inn = INN
web-bank-kpp = KPP
web-bank-kbk = KBK
web-bank-oktmo = OKTMO
web-bank-purpose = Purpose of payment
web-bank-sum = Sum
web-bank-purpose-any = State fee for a passport
web-bank-purpose-p5 = State fee for a passport for 5 years
web-bank-purpose-p10 = State fee for a passport for 10 years

## Grounds
web-ground-cure = What to do:

## Forms
web-forms-title = Forms and samples
web-forms-lead = Open a form, print it and fill it in. The sample shows how.
web-form-print = Open and print
web-form-sample = Sample
web-form-sample-of = See the filled sample
web-form-sample-title = Sample: { $form }
web-form-blank = Blank form
web-form-print-hint = To print, press Ctrl and P
web-form-fictitious = The person and the numbers are made up.

## Acts
web-acts-title = Laws and orders
web-acts-on = What is in force on
web-acts-show = Show
web-acts-ruling = The regulation on { $day }
web-acts-no-ruling = The regulation of this service on { $day } is not known.
web-acts-in-force = Other acts in force
web-acts-history = History
web-acts-history-text = Acts that had ended by this day or had not yet begun.
web-act-since = in force since { $from }
web-act-from-to = in force from { $from }, not in force since { $to }
web-act-days-uncertain = days to be confirmed
web-act-days = In force
web-act-in-force = In force on { $day }
web-act-not-in-force = Not in force on { $day }
web-act-registration = Registered by the Ministry of Justice
web-act-registered = { $date }, No. { $number }
web-act-supersedes = Set aside
web-act-amends = Changed
web-act-amended-by = Changed by
web-act-ended-by = Ended by
web-act-no-text = The text of this act is not here. Ask for it at the office.

## Flowchart
web-flow-title = Flowchart of the service
web-flow-description = The way of a case from the application to the passport. The same is said in words below the chart.
web-flow-lead = This is how a case goes: from the application to the passport. Below is the same in words.
web-flow-open = Flowchart of the service. Open it large
web-flow-picture = Open the chart alone, for printing
web-flow-states = What each state means
web-flow-ways = All steps

## Offices
web-offices-title = Offices and MFCs
web-offices-region = Region
web-offices-service = Service
web-offices-kind = Where
web-offices-all-regions = All regions
web-offices-all-services = Any service
web-offices-all-kinds = Offices and MFCs
web-kind-division = Office
web-kind-mfc = MFC
web-offices-search = Find
web-offices-found = { $count ->
    [0] Nothing found
    [one] { $count } place found
   *[other] { $count } places found
  }
web-offices-none = No place fits
web-offices-none-text = Take one of the conditions away.
web-offices-show-all = Show all
web-ease-step-free = Step-free entrance
web-ease-hearing-loop = Hearing loop
web-ease-sign-language = Sign language
web-ease-parking = Parking for disabled people
web-ease-separate-entrance = Own entrance
web-office-closed = Closed
web-office-services = What is done here
web-office-accepts = takes applications
web-office-issues = hands over passports
web-office-ease = Facilities
web-office-waiting = How long to wait
web-office-reception = Hours for applicants
web-office-hours = Opening hours
web-office-phones = Phones
web-office-head = The head receives people
web-office-stand = Information stand of this office, for a screen and for print
web-office-feed = Information for the staff of this MFC
web-no-mfcs = No MFC takes applications for this service here at the moment.
web-hours-days = Days
web-hours-hours = Hours
web-before-holidays = days before holidays
web-and-before-holidays = { $days } and days before holidays
web-closed-day = closed
web-phone-enquiries = Enquiries
web-phone-answerphone = Answering machine
web-phone-booking = Booking
web-phone-trust = Trust line
web-contact-address = Address
web-contact-post = For letters
web-contact-site = Site
web-region-no-online = No booking through the Internet here
web-booking-open = Booking is open
web-booking-by-phone = Book by phone: { $phone }.

## Waiting
web-waiting-caption = Norm of waiting
web-waiting-purpose = What you came for
web-waiting-here = Now
web-waiting-norm = Norm
web-waiting-now = Waiting now: { $people }. As of { $at }.
web-waiting-unknown = No data about the queue at the moment
web-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
  }
web-minutes-at-most = { $count ->
    [one] not more than { $count } minute
   *[other] not more than { $count } minutes
  }
web-minutes-about = { $count ->
    [one] about { $count } minute
   *[other] about { $count } minutes
  }

## Enquiries
web-topics-title = Questions and answers
web-topics-lead = The six topics on which staff of offices and operators answer.
web-topics-others = Other information
web-appeal-title = Make a complaint
web-appeal-online = On this site
web-appeal-online-text = Without signing in
web-appeal-post = By letter

## Stand and MFC
web-stand-title = Stand: { $office }
web-stand-sizes = Size of the stand
web-stand-screen = screen
web-stand-back = Page of the office
web-stand-as-of = As of
web-mfc-title = Information for the MFC: { $office }
web-mfc-lead = The same as on the portal and on the stands. As of { $today }.
web-mfc-feed = The same for programs (JSON)

## Result
web-result-refused = A refusal in writing, with the reason and the law

## Ages and lengths
web-age-from = { $count } and over
web-age-below = under { $count }
web-age-between = from { $from } to { $to } inclusive
web-calendar-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
  }
web-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
  }
web-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
  }
