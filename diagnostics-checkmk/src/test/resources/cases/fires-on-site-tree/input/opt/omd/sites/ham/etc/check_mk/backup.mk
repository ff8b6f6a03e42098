{'jobs': {'daily': {'compress': True, 'encrypt': None, 'no_history': False, 'schedule': {'disabled': False, 'period': 'day', 'timeofday': [(1, 15)]}, 'target': 'share', 'title': 'Daily'},
          'sunday': {'compress': True, 'encrypt': None, 'no_history': True, 'schedule': {'disabled': False, 'period': ('week', 6), 'timeofday': [(5, 0)]}, 'target': 'share', 'title': 'Without history'},
          'paused': {'compress': True, 'encrypt': None, 'no_history': True, 'schedule': {'disabled': True, 'period': 'day', 'timeofday': [(5, 0)]}, 'target': 'share', 'title': 'Not now'},
          'move': {'compress': False, 'encrypt': None, 'no_history': False, 'schedule': None, 'target': 'usb', 'title': 'Before moving'}},
 'targets': {'share': {'remote': ('local', {'is_mountpoint': True, 'path': '/mnt/share'}), 'title': 'Share'}}}
