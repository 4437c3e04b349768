"""What fills the whole terminal at one time."""
