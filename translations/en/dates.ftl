# Days, times, sums, lengths of time.

date-day = { weekday } { $day } { month-of-day }
date-full = { $day } { month-of-day } { $year }
date-month-day = { $day } { month-of-day }
date-figures = { $day } { month-figures }
date-day-time = { $day } at { $time }
date-figures-time = { $day } { $time }

month-of-day = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
month-heading = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
month-figures = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
weekday-short = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}

money-rub = { $amount } roubles
money-kzt = { $amount } tenge
money-other = { $amount } { $code }

length-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
length-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}
length-hours-minutes = { length-hours } { length-minutes }
