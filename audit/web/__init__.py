"""Files dropped in a browser enter, the work place leaves: findings beside the page, answers kept, nothing sent away."""
