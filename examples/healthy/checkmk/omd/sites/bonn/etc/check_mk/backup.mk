{'jobs': {'nightly': {'compress': False, 'encrypt': None, 'no_history': False, 'schedule': {'disabled': False, 'period': 'day', 'timeofday': [(2, 30)]}, 'target': 'vault', 'title': 'Nightly'}},
 'targets': {'vault': {'remote': ('local', {'is_mountpoint': True, 'path': '/mnt/vault'}), 'title': 'Backup share'}}}
