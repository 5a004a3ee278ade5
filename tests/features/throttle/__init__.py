"""`--throttle aws`: calls above AWS's rates."""
