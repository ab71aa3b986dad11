"""The pages where counts are reported: who gets in, what is shown, kept, refused, corrected and remembered."""
