//! Opening the index, and building it first where there is none.
