"""What several operations are made of: finding what an id names, paging, and showing records as AWS does."""
