"""Makes the tables from OpenCC (Apache-2.0): characters.txt, and of phrases.txt what stands below its last heading.

    pip install opencc==1.4.2; python3 make.py FOLDER_OF_DICTIONARIES

FOLDER_OF_DICTIONARIES holds OpenCC's STCharacters.txt, STPhrases.txt and TWPhrases.txt (data/dictionary of its sources). Phrases are those
that the Chinese wording holds and that are not written character by character.
"""
import glob, os, re, sys
import opencc
HERE = os.path.dirname(os.path.abspath(__file__))
D = sys.argv[1]
to, back = opencc.OpenCC("s2twp"), opencc.OpenCC("t2s")
lines = [line.rstrip("\n").split("\t") for line in open(f"{D}/STCharacters.txt", encoding="utf-8") if "\t" in line]
def gb(c):
    try: return len(c.encode("gb2312")) == 2
    except UnicodeEncodeError: return False
chars = {s: to.convert(s) for s, _ in lines if gb(s)}
several = "".join(sorted(s for s, forms in lines if gb(s) and len(forms.split()) > 1))
chars = {s: t for s, t in chars.items() if s != t and len(t) == 1}
keys = {line.split("\t")[0] for line in open(f"{D}/STPhrases.txt", encoding="utf-8")}
keys |= {back.convert(line.split("\t")[0]) for line in open(f"{D}/TWPhrases.txt", encoding="utf-8")}
text = "".join(open(f, encoding="utf-8").read() for f in sorted(glob.glob(f"{HERE}/../zh/*.rs")))
runs = sorted(set(re.findall("[\u4e00-\u9fff]+", text)))
plain = lambda s: "".join(chars.get(c, c) for c in s)
found = {}
for run in runs:
    at = 0
    while at < len(run):
        for length in range(min(12, len(run) - at), 1, -1):
            p = run[at:at + length]
            if p in keys: break
        else: length, p = 1, run[at]
        if length > 1 and to.convert(p) != plain(p): found[p] = to.convert(p)
        at += length
def wrap(pairs, width=50):
    out = []
    for i in range(0, len(pairs), width):
        part = pairs[i:i + width]
        out += ["".join(s for s, _ in part), "".join(t for _, t in part)]
    return out
head = "# Simplified characters and their forms in Taiwan, by code point: a line of the ones, below it the line of the others.\n# From STCharacters of OpenCC 1.4.2 (Apache-2.0), of GB 2312. The line `? ` has those of several forms, which phrases must settle.\n"
open(f"{HERE}/characters.txt", "w", encoding="utf-8").write(head + "? " + several + "\n" + "\n".join(wrap(sorted(chars.items()))) + "\n")
path = f"{HERE}/phrases.txt"
ours = open(path, encoding="utf-8").read() if os.path.exists(path) else "## OpenCC\n"
ours = ours[:ours.index("## OpenCC")]
open(path, "w", encoding="utf-8").write(ours + "## OpenCC\n" + "".join(f"{p} {t}\n" for p, t in sorted(found.items())))
# What differs from the converter, to look at.
def apply(run):
    out, at = "", 0
    while at < len(run):
        for length in range(min(12, len(run) - at), 1, -1):
            if run[at:at + length] in found: break
        else: length = 1
        p = run[at:at + length]
        out += found.get(p, chars.get(p, p)); at += length
    return out
for run in runs:
    if apply(run) != to.convert(run): print("differs", run, apply(run), to.convert(run))
print(len(chars), "characters,", len(several), "of several forms,", len(found), "phrases,", len(runs), "runs")
