/** What a real API server accepts and refuses, from tables of documents. */
@NullMarked
package io.claudeflow.swarm.e2e.crd;

import org.jspecify.annotations.NullMarked;
