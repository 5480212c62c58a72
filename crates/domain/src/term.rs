//! Terms and the due dates they yield.
