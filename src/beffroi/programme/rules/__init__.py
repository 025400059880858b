"""What is true of programmes, agreements and money, without any database."""
