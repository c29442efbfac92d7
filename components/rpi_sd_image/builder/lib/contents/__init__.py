"""What is in an image, as documents: CycloneDX, SPDX, and the texts of the licences."""
