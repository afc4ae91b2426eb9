"""What the plugin does with MkDocs' own things: files, navigation, hand-written pages, messages."""
