# Сроки и жалоба в письмах: данные, сказанные словами.

length-minutes = { $amount ->
    [one] { $amount } минута
    [few] { $amount } минуты
   *[other] { $amount } минут
}
length-days = { $amount ->
    [one] { $amount } день
    [few] { $amount } дня
   *[other] { $amount } дней
}
length-months = { $amount ->
    [one] { $amount } месяц
    [few] { $amount } месяца
   *[other] { $amount } месяцев
}
length-years = { $amount ->
    [one] { $amount } год
    [few] { $amount } года
   *[other] { $amount } лет
}
length-until = до { $day }
letter-appeal = можно подать жалобу. Как это сделать: { $link }
letter-appeal-within = можно подать жалобу. Её рассмотрят за { $days ->
    [one] { $days } рабочий день
    [few] { $days } рабочих дня
   *[other] { $days } рабочих дней
}. Как подать: { $link }
