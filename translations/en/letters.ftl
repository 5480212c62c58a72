# Lengths and the complaint in letters: data said in words.

letter-length-minutes = { $amount ->
    [one] { $amount } minute
   *[other] { $amount } minutes
}
letter-length-days = { $amount ->
    [one] { $amount } day
   *[other] { $amount } days
}
letter-length-months = { $amount ->
    [one] { $amount } month
   *[other] { $amount } months
}
letter-length-years = { $amount ->
    [one] { $amount } year
   *[other] { $amount } years
}
letter-length-until = until { $day }
letter-appeal = you can complain. How to do it: { $link }
letter-appeal-within = you can complain. It is decided within { $days ->
    [one] { $days } working day
   *[other] { $days } working days
}. How to do it: { $link }
