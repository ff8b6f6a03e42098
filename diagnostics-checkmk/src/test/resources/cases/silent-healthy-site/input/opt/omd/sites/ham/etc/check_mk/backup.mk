{'jobs': {'daily': {'compress': True, 'encrypt': None, 'no_history': False, 'schedule': {'disabled': False, 'period': 'day', 'timeofday': [(1, 15), (13, 15)]}, 'target': 'share', 'title': 'Daily'},
          'hand': {'compress': False, 'encrypt': None, 'schedule': None, 'target': 'share', 'title': 'By hand'}},
 'targets': {'share': {'remote': ('local', {'is_mountpoint': True, 'path': '/mnt/share'}), 'title': 'Share'}}}
