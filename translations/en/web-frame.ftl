# The frame of a page: header, ways, footer, faults.
web-site-name = Okno
web-site-tagline = Passport service
web-skip = Skip to content
web-notice-label = Announcement
web-menu-label = Sections of the site
web-menu-services = Services
web-menu-offices = Offices
web-menu-forms = Forms
web-menu-booking = Book a visit
web-language-label = Language of the page
web-crumbs-label = Way to this page
web-crumb-start = Start
web-footer-label = Links at the bottom of the page
web-footer-topics = Questions and answers
web-footer-appeal = Make a complaint
web-footer-acts = Laws and orders
web-footer-flowchart = Flowchart
web-footer-sitemap = Site map
web-footer-free = Information on this site is free. You do not need to sign in or give any data about yourself.
web-back = Back
web-change = Change
web-pages-label = Pages of the list
web-page-word = Page
web-error-prefix = Error
web-problems-title = There is a problem with your answers
web-sending = Sending…
web-date-day = Day
web-date-month = Month
web-date-year = Year
web-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
  }
web-working-days = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
  }
web-not-found-title = There is no such page
web-not-found-text = The address may have a mistake in it, or the page has moved.
web-not-found-what = What you can do
web-not-found-start = Begin with the start page
web-not-found-services = See the list of services
web-not-found-offices = Find an office and its phone
web-fault-title = We could not show this page
web-fault-text = This is a fault on our side. What you have already sent is saved.
web-fault-what = Try to open the page again in 5 minutes. If it is urgent, phone the office.
web-fault-reference = Reference: { $reference }
web-fault-offices = Phones of offices
web-timeout-title = The page takes too long to open
web-timeout-text = The system is busy at the moment. Your answers are not lost.
web-too-large-title = The file is too large
web-too-large-text = We could not take the file. Make it smaller and send it again.
web-bad-request-title = We could not understand the request
web-bad-request-text = There is a mistake in the address or in the form. Go back and try again.
web-later-title = Too many requests
web-later-text = Too many requests came from your address. Wait a minute and open the page again.
