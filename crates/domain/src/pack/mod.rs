//! Rule packs: the dated, cited rules of one service in one country.
