"""WRITE: one public function is one transaction."""
