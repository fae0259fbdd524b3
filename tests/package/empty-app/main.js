require('electron').app.quit();
