# Запись на приём: выбор места и времени, данные, проверка, квитанция, перенос и отмена.
web-book-step = Шаг { $step } из 4
web-book-continue = Продолжить
web-book-month-1 = янв
web-book-month-2 = фев
web-book-month-3 = мар
web-book-month-4 = апр
web-book-month-5 = мая
web-book-month-6 = июн
web-book-month-7 = июл
web-book-month-8 = авг
web-book-month-9 = сен
web-book-month-10 = окт
web-book-month-11 = ноя
web-book-month-12 = дек
web-book-zone-offset = местное время, UTC{ $offset }
web-book-days-from-to = { $from } — { $until }
web-book-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
  }
web-book-months = { $count ->
    [one] { $count } месяц
    [few] { $count } месяца
   *[other] { $count } месяцев
  }
web-book-free = { $count ->
    [one] Свободно { $count } место
    [few] Свободно { $count } места
   *[other] Свободно { $count } мест
  }

# 1. Где и что
web-book-choose-title = Запишитесь на приём
web-book-choose-lead = Понадобится документ, с которым вы придёте. Запись бесплатна и занимает несколько минут.
web-book-choose-region = Регион, где вы получите паспорт
web-book-choose-region-hint = Подать заявление можно и не по месту прописки.
web-book-choose-region-none = Выберите регион
web-book-choose-region-missing = Выберите регион
web-book-choose-in-region = Регион: { $region }.
web-book-choose-service = Какой паспорт вам нужен
web-book-choose-service-missing = Выберите, какой паспорт вам нужен
web-book-show-offices = Показать отделения
web-book-offices-title = Отделения: { $region }
web-book-offices-order = Сверху — отделения, где свободное время ближе всего.
web-book-terms = Если вы прописаны в этом регионе, паспорт делают { $home }. Если в другом — { $away }.
web-book-nearest-word = Ближайшее время
web-book-nearest = Ближайшее время — { $when }
web-book-choose-time = Выбрать время
web-book-off-tag = Записи через интернет нет
web-book-none-tag = Свободного времени нет
web-book-what-else = Что можно сделать
web-book-have-one = Уже записаны?
web-book-closed = Отделение сейчас не принимает.
web-book-off-reason = Через интернет сюда не записывают.
web-book-phone-booking = Запись по телефону
web-book-phone-enquiries = Справки
web-book-floor = этаж { $floor }
web-book-step-free = вход без ступеней
web-book-hearing-loop = индукционная петля
web-book-sign-language = жестовый язык
web-book-parking = парковка для людей с инвалидностью

# 2. Когда
web-book-times-title = Выберите время
web-book-to-times = Сразу к выбору времени
web-book-weeks-label = Другие недели
web-book-earlier = Две недели раньше
web-book-later = Две недели позже
web-book-horizon = Запись открыта до { $day }.
web-book-as-list = Показать списком
web-book-as-calendar = Показать календарём
web-book-times-legend = Время приёма
web-book-times-zone = Часы указаны { $zone }.
web-book-first-free = Первое свободное: { $when }
web-book-none-in-weeks = В эти две недели всё занято. Выберите первое свободное время или другие недели.
web-book-choose-a-time = Выберите время приёма
web-book-time-gone = Этого времени больше нет. Выберите другое
web-book-others-title = Другие отделения
web-book-all-offices = Все отделения региона
web-book-none-title = Свободного времени сейчас нет
web-book-none-text = Всё время до { $day } занято.
web-book-none-opens = Новое время откроется { $day } в { $time }.
web-book-off-title = Сюда нельзя записаться через интернет
web-book-ways-title = Что можно сделать
web-book-ways-elsewhere = Записаться в другое отделение
web-book-ways-no-elsewhere = В других отделениях региона свободного времени тоже нет. Отменённое время видно на этой странице сразу.
web-book-ways-phone = Позвонить
web-book-ways-phone-text = По телефону записывают на то же время, что и здесь.
web-book-ways-walk-in = Прийти без записи
web-book-ways-walk-in-text = В часы приёма можно взять талон в порядке очереди.

# 3. Кто придёт
web-book-who-title = Кто придёт на приём
web-book-other-time = Выбрать другое время
web-book-who-person = Имя и дата рождения
web-book-who-person-hint = Пишите как в документе, русскими буквами.
web-book-who-surname = Фамилия
web-book-who-given-name = Имя
web-book-who-patronymic = Отчество
web-book-who-no-patronymic = Отчества в документе нет
web-book-who-birth-date = Дата рождения
web-book-who-birth-date-hint = Например, 14 3 1985. Можно вставить целиком: 14.03.1985.
web-book-who-document = Документ
web-book-who-document-hint = С ним нужно прийти. На один документ — одна запись, поэтому места нельзя скупить.
web-book-who-document-kind = Какой документ
web-book-who-document-number = Серия и номер
web-book-who-document-number-hint = Подряд или с пробелами, знак № не мешает.
web-book-who-contact = Связь и помощь
web-book-who-email = Электронная почта (необязательно)
web-book-who-email-hint = Пришлём подтверждение и напишем, если отделение перенесёт приём.
web-book-who-phone = Телефон (необязательно)
web-book-who-phone-hint = Позвоним, если приём придётся перенести.
web-book-who-help = Нужна помощь (необязательно)
web-book-help-wheelchair = Приду на коляске
web-book-help-hearing = Не слышу или плохо слышу
web-book-help-interpreter = Нужен переводчик
web-book-help-child = Приду с маленьким ребёнком
web-book-who-next = Дальше вы проверите ответы. Место на это время мы оставим за вами.

# Что исправить
web-book-field-surname = фамилия
web-book-field-given-name = имя
web-book-field-patronymic = отчество
web-book-field-birth-date = дата рождения
web-book-field-document-kind = документ
web-book-field-document-number = номер документа
web-book-field-email = электронная почта
web-book-field-phone = телефон
web-book-field-reference = номер записи
web-book-wrong-other = Проверьте поле «{ $field }»
web-book-wrong-surname-empty = Напишите фамилию
web-book-wrong-given-name-empty = Напишите имя
web-book-wrong-patronymic-empty = Напишите отчество
web-book-wrong-patronymic-patronymic-open = Напишите отчество или отметьте, что его нет
web-book-wrong-patronymic-patronymic-both = Отчество написано, и отмечено, что его нет. Оставьте что-то одно
web-book-wrong-begins-with-mark = Поле «{ $field }» начинается со знака «{ $found }». Первой должна быть буква
web-book-wrong-mixed-script = В слове «{ $word }» буква «{ $letter }» — латинская. Замените её русской «{ $meant }»
web-book-wrong-mixed-script-cyrillic = В слове «{ $word }» буква «{ $letter }» — русская. Замените её латинской «{ $meant }»
web-book-wrong-mixed-script-foreign = В слове «{ $word }» знак «{ $letter }» — из другого алфавита. Наберите всё слово одним алфавитом
web-book-wrong-wrong-script = Поле «{ $field }» набрано латинскими буквами. Наберите русскими, как в документе
web-book-wrong-wrong-script-cyrillic = Поле «{ $field }» набрано русскими буквами. Наберите латинскими, как в документе
web-book-wrong-wrong-character = Уберите «{ $found }»: в поле «{ $field }» такого знака не бывает
web-book-wrong-too-long = В поле «{ $field }» слишком много знаков: { $got }. Можно не больше { $expected }
web-book-wrong-birth-date-empty = Напишите дату рождения
web-book-wrong-birth-date-no-such-date = Такой даты нет. Напишите день, месяц и год четырьмя цифрами, например 14 3 1985
web-book-wrong-birth-date-in-future = Этот день ещё не наступил. Проверьте год рождения
web-book-wrong-birth-date-too-early = Год раньше { $year }. Проверьте год рождения
web-book-wrong-document-kind-unknown = Выберите документ, с которым придёте
web-book-wrong-document-kind-not-at-this-age = В этом возрасте записываются с другим документом: { $instead }. Выберите его или проверьте дату рождения
web-book-wrong-document-kind-not-at-this-age-none = С этим документом в таком возрасте не записываются. Проверьте дату рождения
web-book-wrong-document-number-empty = Напишите серию и номер документа
web-book-wrong-document-number-too-short = В серии и номере должно быть { $expected ->
    [one] { $expected } цифра
    [few] { $expected } цифры
   *[other] { $expected } цифр
  }, а вы набрали { $got }. Проверьте, что ничего не пропущено
web-book-wrong-document-number-too-long = В серии и номере должно быть { $expected ->
    [one] { $expected } цифра
    [few] { $expected } цифры
   *[other] { $expected } цифр
  }, а вы набрали { $got }. Проверьте, нет ли лишних
web-book-wrong-document-number-wrong-character = В этом документе только цифры. Уберите «{ $found }»
web-book-wrong-document-number-too-short-signs = В серии и номере должно быть { $expected } букв и цифр, а вы набрали { $got }. Проверьте, что ничего не пропущено
web-book-wrong-document-number-too-long-signs = В серии и номере должно быть { $expected } букв и цифр, а вы набрали { $got }. Проверьте, нет ли лишних
web-book-wrong-document-number-wrong-character-signs = Знак «{ $found }» здесь не подходит. Наберите серию и номер как в документе: римская цифра, две русские буквы, шесть цифр
web-book-wrong-email-no-address = Такой адрес не сработает. Напишите его полностью, например anna@example.ru, или оставьте поле пустым
web-book-wrong-phone-too-short = В номере телефона не хватает цифр: нужно { $expected }, набрано { $got }. Исправьте или оставьте поле пустым
web-book-wrong-phone-too-long = В номере телефона лишние цифры: нужно { $expected }, набрано { $got }. Исправьте или оставьте поле пустым
web-book-wrong-phone-wrong-character = Уберите «{ $found }» из номера телефона
web-book-wrong-phone-no-country = После знака «+» не бывает нуля. Начните с кода страны, например +7
web-book-wrong-phone-empty = Напишите номер телефона цифрами или оставьте поле пустым
web-book-wrong-reference-empty = Напишите номер записи
web-book-wrong-reference-length = В номере записи { $expected } букв и цифр, а вы набрали { $got }
web-book-wrong-reference-unknown-character = В номере записи не бывает знака «{ $found }»
web-book-wrong-reference-check-character = В номере записи опечатка: он не сходится сам с собой. Сверьте каждую букву и цифру с квитанцией

# 4. Проверка
web-book-check-title = Проверьте и запишитесь
web-book-check-not-yet = Вы ещё не записаны.
web-book-check-kept = Мы держим это время для вас до { $time }.
web-book-check-service = Услуга
web-book-check-office = Отделение
web-book-check-time = Время
web-book-check-name = Фамилия, имя, отчество
web-book-check-document = Документ
web-book-check-email = Электронная почта
web-book-check-phone = Телефон
web-book-check-help = Помощь
web-book-not-given = не указано
web-book-check-name-fixed = Передать запись другому нельзя: на приёме сверят имя и документ.
web-book-book = Записаться

# Время занято, запись уже есть
web-book-lost-title = Это время заняли
web-book-lost-text = Время { $when } только что занял другой человек.
web-book-lost-past = Этого времени больше нет.
web-book-lost-kept = Ваши ответы сохранены. Записи пока нет.
web-book-lost-nearest = Ближайшее свободное время
web-book-lost-take = Взять это время
web-book-held-otherwise = Это время мы держим до { $time } для документа, который вы указали раньше. Выберите другое время или отправьте ответы ещё раз после { $time }.
web-book-existing-title = У вас уже есть запись
web-book-existing-lead = На этот документ уже есть запись. Её можно перенести или отменить.
web-book-existing-why = Вторую запись мы не делаем: на один документ — одно место. Если отмените эту, сразу сможете записаться заново.
web-book-existing-unknown = На этот документ уже есть запись. Время и место мы покажем тому, кто её сделал.
web-book-existing-look-up = Найдите запись по её номеру и дате рождения
web-book-existing-name = Если запись ваша, проверьте, что имя и дата рождения написаны как тогда.
web-book-existing-lost-reference = Если номер записи потерян, позвоните в отделение или придите с документом.
web-book-move-verb = Перенести запись
web-book-cancel-verb = Отменить запись
web-book-open = Открыть запись
web-book-way-book = Записаться на приём
web-book-way-look-up = Найти свою запись
web-book-way-offices = Отделения и их телефоны

# Квитанция
web-book-receipt-booked-title = Вы записаны
web-book-receipt-arrived-title = Вы отмечены в отделении
web-book-receipt-arrived-text = Ждите вызова: следите за табло.
web-book-receipt-fulfilled-title = Приём состоялся
web-book-receipt-fulfilled-text = Эта запись закрыта.
web-book-receipt-cancelled-title = Запись отменена
web-book-receipt-cancelled-text = Время отдано другим. Записаться заново можно сразу.
web-book-receipt-no_show-title = Приём не состоялся
web-book-receipt-no_show-text = К назначенному времени никто не подошёл. Выберите новое время.
web-book-receipt-void-title = Запись недействительна
web-book-receipt-void-text = На приёме показали не тот документ, на который сделана запись. Запишитесь с документом, с которым придёте.
web-book-receipt-holder = Кто придёт
web-book-receipt-calendar = Добавить в календарь
web-book-receipt-bring = Что взять с собой
web-book-receipt-bring-document = Обязательно — документ, который вы указали: по нему найдут запись.
web-book-receipt-documents = Все случаи и образцы: список документов
web-book-receipt-keep = Сохраните запись
web-book-receipt-keep-text = Код открывает эту запись: покажите его на входе или введите номер записи. Понадобится дата рождения.
web-book-receipt-print = Страницу можно напечатать или добавить в закладки: она откроется и завтра. Не пересылайте её адрес: по нему можно отменить запись.
web-book-receipt-change = Если планы изменились
web-book-moves-left = { $count ->
    [0] Перенести эту запись больше нельзя.
    [one] Перенести можно ещё { $count } раз.
    [few] Перенести можно ещё { $count } раза.
   *[other] Перенести можно ещё { $count } раз.
  }
web-book-qr-title = Код записи { $reference }
web-book-ics-summary = Приём: { $service }
web-book-ics-reference = Номер записи: { $reference }
web-book-ics-bring = Возьмите документ, который указали при записи.

# Поиск
web-book-look-up-title = Найдите свою запись
web-book-look-up-reference = Номер записи
web-book-look-up-reference-hint = Как в квитанции, например 77-KX4R-2HMC. Большие и маленькие буквы, пробелы и чёрточки не важны.
web-book-look-up-birth-date-hint = Того, кто записан. Например, 14 3 1985.
web-book-look-up-button = Найти запись
web-book-look-up-none = Записи с таким номером и датой рождения нет. Сверьте номер с квитанцией, а дату — с документом.
web-book-look-up-lost = Номер потерян? Позвоните в отделение или придите с документом, на который сделана запись.

# Перенос
web-book-move-title = Выберите новое время
web-book-move-now = Сейчас вы записаны
web-book-move-kept = Это время останется вашим, пока вы не возьмёте новое.
web-book-move-office = Новое время: { $office }
web-book-move-button = Перенести на это время
web-book-move-gone = Это время только что заняли. Ваше прежнее время осталось за вами. Выберите другое
web-book-move-refused-title = Перенести запись нельзя

# Отмена
web-book-cancel-title = Отменить запись?
web-book-cancel-text = Это время сразу станет свободно для других, вернуть его не получится. Записаться заново можно сразу.
web-book-cancel-or-move = Время можно и сменить:
web-book-cancel-button = Да, отменить запись
web-book-cancel-keep = Нет, оставить как есть

# Отказы
web-book-no-stale-title = Эта страница устарела
web-book-no-stale-text = Прошло больше времени, чем мы держим место, или вы уже записались. Если записались, найдите свою запись. Если нет, выберите время ещё раз.
web-book-no-no-such-slot-title = Такого времени нет
web-book-no-no-such-slot-text = Это время прошло или его убрали из расписания. Записи нет. Выберите другое время.
web-book-no-not-found-title = Запись не нашлась
web-book-no-not-found-text = Возможно, в адресе ошибка. Найдите запись по номеру и дате рождения.
web-book-no-ended-title = Запись уже закрыта
web-book-no-ended-text = Изменить её нельзя: приём прошёл или запись отменена. Ничего не изменилось.
web-book-no-not-ours-title = Адрес неполный
web-book-no-not-ours-text = В адресе страницы чего-то не хватает. Найдите запись по номеру и дате рождения или начните заново.
web-book-no-move-never-title = Перенести запись нельзя
web-book-no-move-never-text = В этом отделении время не переносят. Запись можно отменить и записаться заново на свободное время.
web-book-no-move-used-up-title = Перенести запись больше нельзя
web-book-no-move-used-up-text = Вы уже перенесли эту запись столько раз, сколько можно. Её можно отменить и записаться заново на свободное время.
web-book-no-move-too-late-title = Переносить уже поздно
web-book-no-move-too-late-text = До приёма осталось слишком мало времени. Если прийти не получится, отмените запись.
web-book-no-online-off-title = Здесь не записывают через интернет
web-book-no-online-off-text = В этом регионе записаться можно по телефону или в отделении. Записи пока нет.
web-book-too-many-title = Слишком много попыток
web-book-too-many-text = Ничего не потеряно и ничего не изменилось. { $when } Вернитесь на предыдущую страницу и попробуйте ещё раз.
web-book-too-many-kept = Слишком много попыток подряд. Ваши ответы сохранены на этой странице. { $when }
web-book-later-seconds = { $count ->
    [one] Попробуйте через { $count } секунду.
    [few] Попробуйте через { $count } секунды.
   *[other] Попробуйте через { $count } секунд.
  }
web-book-later-minutes = { $count ->
    [one] Попробуйте через { $count } минуту.
    [few] Попробуйте через { $count } минуты.
   *[other] Попробуйте через { $count } минут.
  }
web-book-later-at = Попробуйте в { $time }.
