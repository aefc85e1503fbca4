"""Is it known, richer, against what is known, or new? Which of two statements holds?"""
