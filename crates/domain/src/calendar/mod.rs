//! Day classes, working days and months of a country, as data.
