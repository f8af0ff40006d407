"""The frozen records that everything else passes around."""
