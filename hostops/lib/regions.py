from hostops.clocks.businesstime.regions import region_holidays

__all__ = ["region_holidays"]
