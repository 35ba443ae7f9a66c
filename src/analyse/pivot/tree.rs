//! The paths along some axes that have rows: a node a code, below the node of the axis before.

use rustc_hash::FxHashMap;

/// A tree of paths; the node 0 is the root, that of everything.
pub struct Tree {
    /// By node: its parent, its code and how deep it lies.
    pub nodes: Vec<Node>,
    /// By code, the nodes right below the root.
    first: Vec<u32>,
    below: FxHashMap<u64, u32>,
}

/// One node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    pub parent: u32,
    pub code: u32,
    pub depth: u8,
}

const NONE: u32 = u32::MAX;

impl Tree {
    /// Makes a tree of the root alone; the first axis has so many codes.
    pub fn new(codes: usize) -> Tree {
        let root = Node { parent: 0, code: 0, depth: 0 };
        Tree { nodes: vec![root], first: vec![NONE; codes], below: FxHashMap::default() }
    }

    /// Gives the same paths, to which none is added by its code.
    pub fn paths(&self) -> Tree {
        Tree { nodes: self.nodes.clone(), first: Vec::new(), below: FxHashMap::default() }
    }

    /// Gives the node of a code below a node.
    pub fn child(&mut self, parent: u32, code: u32) -> u32 {
        let next = self.nodes.len() as u32;
        let found = match parent {
            0 => {
                let slot = &mut self.first[code as usize];
                if *slot == NONE {
                    *slot = next;
                }
                *slot
            }
            _ => *self.below.entry(u64::from(parent) << 32 | u64::from(code)).or_insert(next),
        };
        if found == next {
            let depth = self.nodes[parent as usize].depth + 1;
            self.nodes.push(Node { parent, code, depth });
        }
        found
    }

    /// Gives the nodes from one up to the root, both among them.
    pub fn up(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(node), |&node| (node != 0).then(|| self.nodes[node as usize].parent))
    }

    /// Gives the node above one, or itself, at a depth; nothing where it lies higher.
    pub fn at_depth(&self, node: u32, depth: u8) -> Option<u32> {
        self.up(node).find(|&up| self.nodes[up as usize].depth == depth)
    }

    /// Gives the codes from the root down to a node.
    pub fn path(&self, node: u32) -> Vec<u32> {
        let mut path: Vec<u32> = self.up(node).filter(|&up| up != 0).map(|up| self.nodes[up as usize].code).collect();
        path.reverse();
        path
    }

    /// Gives the children of each node, in the order in which they appeared.
    pub fn children(&self) -> Vec<Vec<u32>> {
        let mut children = vec![Vec::new(); self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate().skip(1) {
            children[node.parent as usize].push(at as u32);
        }
        children
    }
}
