"""What on a page will not be read at the other end, found before it is sent."""
