/**
 * What each operation of the contract does: it takes a JSON object, asks the domain, and answers a JSON object. Every
 * edge comes through here.
 */
@NullMarked
package io.claudeflow.swarm.memory.operation;

import org.jspecify.annotations.NullMarked;
