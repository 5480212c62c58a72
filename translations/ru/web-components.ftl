# Запись, очередь, табло: слова компонентов.
web-cal-free = { $count ->
    [one] свободно { $count } место
    [few] свободно { $count } места
   *[other] свободно { $count } мест
  }
web-cal-none = мест нет
web-no-times-title = Свободного времени сейчас нет
web-no-times-opens = Следующее время откроется { $when }.
web-no-times-ways = Что можно сделать сейчас
web-booking-reference = Номер записи
web-queue-title = Кто ждёт
web-queue-ticket = Талон
web-queue-service = Услуга
web-queue-booked = Записан на
web-queue-waits = Ждёт
web-queue-over = дольше нормы
web-deadlines-title = Сроки, которые скоро пройдут
web-deadlines-case = Дело
web-deadlines-due = Срок
web-deadlines-left = Осталось
web-deadlines-waits-for = Кого ждём
web-board-ticket = Талон
web-board-window = Окно
web-board-soon = Скоро вызовут
