"""What the desk's templates need besides weishishi.kernel.tags."""
