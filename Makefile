.PHONY: run test check lock words bench attack
run: ; python3 dev.py run
test: ; python3 dev.py test
check: ; python3 dev.py check
lock: ; python3 dev.py lock
words: ; python3 dev.py words
bench: ; python3 dev.py bench
attack: ; python3 dev.py attack
