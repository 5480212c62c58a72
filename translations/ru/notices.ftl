# Уведомления пункта 7 и то, что отделение сообщает сверх него.
#
# Части уведомления стоят по порядку: subject — тема письма, sms — короткое сообщение,
# остальные — абзацы письма. Абзац, для которого нет сведений, пропускается.
# Часть с именем «…-or» говорится вместо предыдущей, когда предыдущую сказать нечем.

notice-footer =
    .ways = Сменить способ уведомлений: { $settings-link }
    .phone = Вопросы — по телефону { $phone }.
    .care = Мы никогда не спрашиваем данные банковской карты и не просим переслать код из сообщения.

notice-appointment-made =
    .subject = Вы записаны: { $day-month }, { $clock }
    .sms = Вы записаны: { $when-figures }, { $place-short }. Номер { $reference }. Изменить: { $short-link }
    .sms-or = Вы записаны: { $when-figures }, { $place-short }. Номер { $reference }
    .news = { $name }, вы записаны на приём { $when } ({ $zone }).
    .news-or = Вы записаны на приём { $when } ({ $zone }).
    .place = Где: { $place }.
    .reference = Номер записи — { $reference }. Назовите его или покажите код у терминала в зале за 10 минут до приёма.
    .bring = Что взять с собой:
        { $bring }
    .own = Запись именная: на приёме сверим её с документом, по ней примут только вас.
    .change = Если планы изменятся, перенесите или отмените запись: { $link }
    .moves = { $moves ->
        [0] Перенести эту запись больше нельзя, но можно отменить.
        [one] Перенести запись можно ещё { $moves } раз.
        [few] Перенести запись можно ещё { $moves } раза.
       *[many] Перенести запись можно ещё { $moves } раз.
    }

notice-statement-registered =
    .subject = Заявление принято и зарегистрировано
    .sms = Заявление { $number } принято. Что дальше и когда: { $short-link }
    .sms-or = Заявление { $number } принято и зарегистрировано
    .news = Заявление принято. Регистрационный номер — { $number }, дата — { $registered-on }.
    .next = Что будет дальше: { $next-step } — до { $next-step-by }.
    .decision = Решение примем до { $decision-by }.
    .follow = Ход дела виден здесь: { $link }

notice-acceptance-refused =
    .subject = Заявление не принято: что исправить
    .sms = Заявление { $number } не принято. Причина и как исправить: { $short-link }
    .sms-or = Заявление не принято. Причина и как исправить: { $short-link }
    .sms-or-or = Заявление не принято. Причина — в письме или в отделении
    .news = Мы не смогли принять заявление { $number }.
    .news-or = Мы не смогли принять ваше заявление.
    .ground = Причина: { $ground-text } (основание { $ground }).
    .cure = Как исправить: { $cure }
    .again = Остальные ответы сохранены. Исправьте заявление и отправьте снова: { $link }
    .appeal = Если не согласны: { $appeal-note }

notice-consideration-suspended =
    .subject = Дело ждёт вас: работа остановлена
    .sms = Дело { $number } ждёт вас до { $until-figures }. Что сделать: { $short-link }
    .sms-or = Ваше дело остановлено до { $until-figures }. Что сделать: { $short-link }
    .sms-or-or = Ваше дело остановлено. Ждём вас до { $until-figures }, подробности в отделении
    .news = { $since } мы остановили работу по заявлению { $number } (приостановление).
    .news-or = Мы остановили работу по вашему заявлению (приостановление).
    .ground = Причина: { $ground-text } (основание { $ground }).
    .to-do = Что сделать: { $what-to-do } — до { $until }.
    .then = После этого продолжим работу.
    .decision = Новый срок решения — до { $decision-by }.
    .follow = Подробности: { $link }

notice-consideration-discontinued =
    .subject = Рассмотрение заявления прекращено
    .sms = Рассмотрение заявления { $number } прекращено. Причина: { $short-link }
    .sms-or = Рассмотрение вашего заявления прекращено. Причина: { $short-link }
    .sms-or-or = Рассмотрение вашего заявления прекращено. Причина — в письме
    .news = { $ended-on } рассмотрение заявления { $number } прекращено.
    .news-or = { $ended-on } рассмотрение вашего заявления прекращено.
    .ground = Причина: { $ground-text } (основание { $ground }).
    .fee = Пошлина: { $fee-note }
    .again = Новое заявление можно подать сразу: { $link }
    .appeal = Если не согласны: { $appeal-note }

notice-passport-ready =
    .subject = Паспорт готов
    .sms = Паспорт готов: { $place-short }. Выбрать время: { $short-link }
    .sms-or = Паспорт готов: { $place-short }
    .news = Паспорт готов. Получить его можно с { $ready-from }.
    .news-or = Паспорт готов, его можно получить.
    .place = Где: { $place }. Часы выдачи: { $hours }.
    .time = Чтобы не ждать в очереди, выберите время: { $link }
    .bring = Что взять с собой:
        { $bring }
    .representative = { $representative }
    .storage = Паспорт хранится в отделении { $storage-term }.

notice-passport-still-waiting =
    .subject = Паспорт ждёт вас
    .sms = Паспорт всё ещё ждёт вас: { $place-short }. Выбрать время: { $short-link }
    .sms-or = Паспорт всё ещё ждёт вас: { $place-short }
    .news = Паспорт готов с { $ready-from } и всё ещё ждёт вас.
    .news-or = Паспорт готов и всё ещё ждёт вас.
    .place = Где: { $place }. Часы выдачи: { $hours }.
    .time = Чтобы не ждать в очереди, выберите время: { $link }
    .bring = Что взять с собой:
        { $bring }
    .storage = Паспорт хранится в отделении { $storage-term }.

notice-service-refused =
    .subject = Решение по заявлению: отказ
    .sms = По заявлению { $number } отказ. Основание и как обжаловать: { $short-link }
    .sms-or = По вашему заявлению отказ. Основание и как обжаловать: { $short-link }
    .sms-or-or = По вашему заявлению отказ. Основание и как обжаловать — в письме
    .news = { $decided-on } по заявлению { $number } принято решение отказать в выдаче паспорта.
    .news-or = По вашему заявлению принято решение отказать в выдаче паспорта.
    .ground = Основание: { $ground-text } ({ $statute }, основание { $ground }).
    .restriction = Срок ограничения: { $restriction-term }.
    .decision = Решение об ограничении: { $restriction-decision }.
    .body = Кто отвечает за ограничение: { $body }.
    .meaning = Что это значит: { $meaning }
    .appeal = Что можно сделать: { $appeal-note }
    .signed = Подписанное решение лежит в личном кабинете: { $link }

notice-rating-offered =
    .subject = Оцените, как вас обслужили
    .sms = Оцените, как вас обслужили по делу { $reference }, это бесплатно: { $short-link }
    .sms-or = Оцените, как вас обслужили по делу { $reference }: ответьте цифрой от 1 до 5
    .news = Дело { $reference } закончено. Оцените, как вас обслужили: от 1 до 5.
    .how = Это бесплатно и займёт минуту: { $link }
    .why = По оценкам судят о работе руководителя отделения.

notice-visit-near =
    .subject = Напоминание: приём { $day-month }, { $clock }
    .sms = Приём { $when-figures }: { $place-short }. Номер { $reference }. Отменить: { $short-link }
    .sms-or = Приём { $when-figures }: { $place-short }. Номер { $reference }
    .news = Напоминаем: ваш приём { $when } ({ $zone }).
    .place = Где: { $place }. Номер записи — { $reference }.
    .bring = Что взять с собой:
        { $bring }
    .change = Не сможете прийти — отмените запись, время достанется другому: { $link }

notice-visit-moved =
    .subject = Приём перенесён: { $day-month }, { $clock }
    .sms = Приём перенесён: { $when-figures }, { $place-short }. Другое время: { $short-link }
    .sms-or = Приём перенесён: { $when-figures }, { $place-short }. Номер { $reference }
    .news = Мы перенесли ваш приём с { $previous }. Новое время — { $when } ({ $zone }).
    .news-or = Мы перенесли ваш приём. Новое время — { $when } ({ $zone }).
    .place = Где: { $place }. Номер записи прежний — { $reference }.
    .reason = Почему: { $reason }
    .change = Если время не подходит, выберите другое: { $link }

notice-visit-cancelled =
    .subject = Приём { $day-month } отменён
    .sms = Приём { $when-figures } отменён отделением. Выбрать другое время: { $short-link }
    .sms-or = Приём { $when-figures } отменён отделением. Позвоните нам: { $phone }
    .sms-or-or = Приём { $when-figures } отменён отделением
    .news = Приём { $when } ({ $zone }) не состоится: его отменило отделение.
    .place = Отделение: { $place }. Номер записи — { $reference }.
    .reason = Почему: { $reason }
    .change = Выберите другое время: { $link }
    .call = Или позвоните: { $phone }

notice-place-offered =
    .subject = Освободилось время: { $day-month }, { $clock }
    .sms = Есть время { $when-figures }, { $place-short }. Взять: { $short-link }
    .sms-or = Есть время { $when-figures }, { $place-short }. Номер { $reference }
    .news = Освободилось время приёма: { $when } ({ $zone }).
    .place = Где: { $place }. Номер вашей заявки — { $reference }.
    .until = Время держим для вас до { $until }.
    .take = Взять это время: { $link }

notice-papers-received =
    .subject = Документы приняты
    .sms = Документы приняты: { $place-short }. Список: { $short-link }
    .sms-or = Документы приняты: { $place-short }
    .news = Мы приняли ваши документы: { $place }.
    .papers = Что приняли:
        { $papers }
    .next = Документы передадут в отделение. О регистрации заявления сообщим отдельно.
    .follow = Ход дела: { $link }

notice-place-window = { $address }, окно { $window }
notice-restriction-decision = от { $on } № { $number }
notice-representative = За ребёнка паспорт получает законный представитель.
