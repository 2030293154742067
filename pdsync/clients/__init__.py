"""The only door to Google: googleapiclient, google.auth and gspread are imported here and nowhere else."""
