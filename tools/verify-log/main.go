// Verifies an exported log with golang.org/x/mod/sumdb, which the Go project wrote for its own
// transparency log; it shares nothing with the code that wrote the log.
//
//	verify-log -key log.pub -export FOLDER [-checkpoint OLD]... [-proof FILE]
//
// Every entry is hashed again, every tile is read as tlog reads tiles, every checkpoint must be signed
// and be the beginning of the newest, and a proof must lead to the checkpoint it carries.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type names []string

func (n *names) String() string         { return strings.Join(*n, ",") }
func (n *names) Set(value string) error { *n = append(*n, value); return nil }

func main() {
	var old names
	key := flag.String("key", "", "the log's public key (name+hash+base64, one a line)")
	export := flag.String("export", "", "a folder with checkpoint and tile/")
	proof := flag.String("proof", "", "a C2SP tlog-proof")
	flag.Var(&old, "checkpoint", "an older checkpoint")
	flag.Parse()
	if err := verify(*key, *export, old, *proof); err != nil {
		fmt.Fprintln(os.Stderr, "wrong:", err)
		os.Exit(1)
	}
}

func verify(key, export string, old []string, proof string) error {
	keys, err := readKeys(key)
	if err != nil {
		return err
	}
	newest, err := readCheckpoint(filepath.Join(export, "checkpoint"), keys)
	if err != nil {
		return err
	}
	hashes, err := hashEntries(export, newest.N)
	if err != nil {
		return err
	}
	tiles := tlog.TileHashReader(newest, &folder{export})
	for i := int64(0); i < newest.N; i++ {
		stored, err := tiles.ReadHashes([]int64{tlog.StoredHashIndex(0, i)})
		if err != nil {
			return err
		}
		if stored[0] != hashes[tlog.StoredHashIndex(0, i)] {
			return fmt.Errorf("the tile's hash of entry %d is not that of the entry", i)
		}
	}
	for _, file := range old {
		if err := verifyOld(file, keys, newest, tiles); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	if proof != "" {
		if err := verifyProof(proof, keys); err != nil {
			return fmt.Errorf("%s: %w", proof, err)
		}
	}
	fmt.Printf("right: %d entries, root %s\n", newest.N, newest.Hash)
	return nil
}

func readKeys(file string) (note.Verifiers, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var keys []note.Verifier
	for _, line := range strings.Fields(string(text)) {
		verifier, err := note.NewVerifier(line)
		if err != nil {
			return nil, err
		}
		keys = append(keys, verifier)
	}
	return note.VerifierList(keys...), nil
}

func readCheckpoint(file string, keys note.Verifiers) (tlog.Tree, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return tlog.Tree{}, err
	}
	return openCheckpoint(text, keys)
}

func openCheckpoint(text []byte, keys note.Verifiers) (tlog.Tree, error) {
	opened, err := note.Open(text, keys)
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 {
		return tlog.Tree{}, fmt.Errorf("no checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// hashEntries hashes every entry anew into a tree and returns all its hashes.
func hashEntries(export string, size int64) (hashes hashList, err error) {
	for i := int64(0); i < size; {
		width := min(size-i, 1<<height)
		tile := tlog.Tile{H: height, L: -1, N: i >> height, W: int(width)}
		bundle, err := os.ReadFile(filepath.Join(export, pathOf(tile)))
		if err != nil {
			return nil, err
		}
		for end := i + width; i < end; i++ {
			if len(bundle) < 2 {
				return nil, fmt.Errorf("entry %d is missing", i)
			}
			length := int(binary.BigEndian.Uint16(bundle)) + 2
			if length > len(bundle) {
				return nil, fmt.Errorf("entry %d is cut off", i)
			}
			more, err := tlog.StoredHashes(i, bundle[2:length], hashes)
			if err != nil {
				return nil, err
			}
			hashes, bundle = append(hashes, more...), bundle[length:]
		}
		if len(bundle) > 0 {
			return nil, fmt.Errorf("there is more than an entry at %d", i-1)
		}
	}
	root, err := tlog.TreeHash(size, hashes)
	if err != nil {
		return nil, err
	}
	newest, err := os.ReadFile(filepath.Join(export, "checkpoint"))
	if err == nil && !strings.Contains(string(newest), "\n"+root.String()+"\n") {
		err = fmt.Errorf("the entries have the root %s, another one was signed", root)
	}
	return hashes, err
}

func verifyOld(file string, keys note.Verifiers, newest tlog.Tree, tiles tlog.HashReader) error {
	tree, err := readCheckpoint(file, keys)
	if err != nil {
		return err
	}
	if tree.N > newest.N {
		return fmt.Errorf("it speaks of %d entries, there are %d", tree.N, newest.N)
	}
	proof, err := tlog.ProveTree(newest.N, tree.N, tiles)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, newest.N, newest.Hash, tree.N, tree.Hash)
}

// verifyProof checks a proof by what stands in it: its extra line holds the entry.
func verifyProof(file string, keys note.Verifiers) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, checkpoint, _ := strings.Cut(string(text), "\n\n")
	lines := strings.Split(head, "\n")
	if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("no proof")
	}
	leaf, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return err
	}
	var path tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		path = append(path, hash)
	}
	tree, err := openCheckpoint([]byte(checkpoint), keys)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(path, tree.N, tree.Hash, index, tlog.RecordHash(leaf))
}

type hashList []tlog.Hash

func (h hashList) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = h[index]
	}
	return found, nil
}

// folder hands out the tiles of an export to tlog, which checks them against the signed root.
type folder struct{ path string }

func (f *folder) Height() int { return height }

func (f *folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		bytes, err := os.ReadFile(filepath.Join(f.path, pathOf(tile)))
		if err != nil {
			return nil, err
		}
		data[i] = bytes
	}
	return data, nil
}

func (f *folder) SaveTiles([]tlog.Tile, [][]byte) {}

// pathOf is where C2SP tlog-tiles puts a tile: as Go does, without the height, and with another word
// for the entries.
func pathOf(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tile.H), "tile/", 1)
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}
