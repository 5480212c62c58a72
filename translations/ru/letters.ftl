# Сроки и жалоба в письмах: данные, сказанные словами.

letter-length-minutes = { $amount ->
    [one] { $amount } минута
    [few] { $amount } минуты
   *[other] { $amount } минут
}
letter-length-days = { $amount ->
    [one] { $amount } день
    [few] { $amount } дня
   *[other] { $amount } дней
}
letter-length-months = { $amount ->
    [one] { $amount } месяц
    [few] { $amount } месяца
   *[other] { $amount } месяцев
}
letter-length-years = { $amount ->
    [one] { $amount } год
    [few] { $amount } года
   *[other] { $amount } лет
}
letter-length-until = до { $day }
letter-appeal = можно подать жалобу. Как это сделать: { $link }
letter-appeal-within = можно подать жалобу. Её рассмотрят за { $days ->
    [one] { $days } рабочий день
    [few] { $days } рабочих дня
   *[other] { $days } рабочих дней
}. Как подать: { $link }
