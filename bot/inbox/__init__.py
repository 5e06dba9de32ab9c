"""From a webhook to the effects of its events: stored first, then carried out in order."""
