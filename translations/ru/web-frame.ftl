# Рамка страницы: шапка, переходы, подвал, ошибки.
web-site-name = Окно
web-site-tagline = Паспортная служба
web-skip = Перейти к содержанию
web-notice-label = Объявление
web-menu-label = Разделы сайта
web-menu-services = Услуги
web-menu-offices = Отделения
web-menu-forms = Бланки
web-menu-booking = Запись
web-language-label = Язык страницы
web-crumbs-label = Путь к странице
web-crumb-start = Начало
web-footer-label = Ссылки внизу страницы
web-footer-topics = Вопросы и ответы
web-footer-appeal = Подать жалобу
web-footer-acts = Законы и приказы
web-footer-flowchart = Схема услуги
web-footer-sitemap = Карта сайта
web-footer-free = Сведения на этом сайте бесплатны. Входить и сообщать данные о себе не нужно.
web-back = Назад
web-change = Изменить
web-pages-label = Страницы списка
web-page-word = Страница
web-error-prefix = Ошибка
web-problems-title = Исправьте ответы
web-sending = Отправляем…
web-date-day = День
web-date-month = Месяц
web-date-year = Год
web-minutes = { $count ->
    [one] { $count } минута
    [few] { $count } минуты
   *[other] { $count } минут
  }
web-working-days = { $count ->
    [one] { $count } рабочий день
    [few] { $count } рабочих дня
   *[other] { $count } рабочих дней
  }
web-not-found-title = Такой страницы нет
web-not-found-text = Возможно, адрес набран с ошибкой или страницу перенесли.
web-not-found-what = Что можно сделать
web-not-found-start = Начните с главной страницы
web-not-found-services = Посмотрите список услуг
web-not-found-offices = Найдите отделение и его телефон
web-fault-title = Не получилось показать страницу
web-fault-text = Это сбой у нас. То, что вы уже отправили, сохранилось.
web-fault-what = Попробуйте открыть страницу через 5 минут. Если срочно, позвоните в отделение.
web-fault-reference = Код для справки: { $reference }
web-fault-offices = Телефоны отделений
web-timeout-title = Страница открывается слишком долго
web-timeout-text = Система сейчас загружена. Ваши ответы не потеряны.
web-too-large-title = Файл слишком большой
web-too-large-text = Мы не смогли принять файл. Уменьшите его и отправьте снова.
web-bad-request-title = Не получилось понять запрос
web-bad-request-text = В адресе или в форме есть ошибка. Вернитесь назад и попробуйте ещё раз.
web-later-title = Слишком много запросов
web-later-text = С вашего адреса пришло слишком много запросов. Подождите минуту и откройте страницу снова.
