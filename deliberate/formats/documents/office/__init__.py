"""DOCX (ISO/IEC 29500, ECMA-376) and ODT (ISO/IEC 26300): zip archives of XML parts, read by own walks."""
