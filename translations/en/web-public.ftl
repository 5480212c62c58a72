# Public information: portal, regional site, stand, MFC.
web-before-holidays = days before holidays
web-and-before-holidays = { $days } and days before holidays
web-closed-day = closed
