{'jobs': {'nightly': {'compress': False, 'encrypt': None, 'no_history': False, 'schedule': {'disabled': False, 'period': 'day', 'timeofday': [(2, 30)]}, 'target': 'nas', 'title': 'Nightly'}},
 'targets': {'nas': {'remote': ('local', {'is_mountpoint': True, 'path': '/mnt/nas'}), 'title': 'Backup share'}}}
