package usage

var Busy = busy
