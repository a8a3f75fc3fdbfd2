"""What was kept and what stands: figures of promises and of the present day, each leading to its cases."""
