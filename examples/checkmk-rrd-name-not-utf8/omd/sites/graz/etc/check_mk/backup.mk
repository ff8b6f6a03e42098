{'jobs': {'nightly': {'compress': False, 'encrypt': None, 'no_history': False, 'schedule': {'disabled': False, 'period': 'day', 'timeofday': [(2, 30)]}, 'target': 'share', 'title': 'Nightly'}},
 'targets': {'share': {'remote': ('local', {'is_mountpoint': True, 'path': '/mnt/share'}), 'title': 'Backup share'}}}
