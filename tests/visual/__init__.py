"""Small pictures of what is made, compared with those that were looked at and found good."""
