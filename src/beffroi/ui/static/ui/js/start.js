// Says that scripts run, before the first paint: forms hide the buttons they no longer need.
document.documentElement.classList.add("js");
