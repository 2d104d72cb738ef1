/** The Kubernetes that the stories run on: found or started once, shared by every test class, driven as a user does. */
@NullMarked
package io.claudeflow.swarm.e2e.cluster;

import org.jspecify.annotations.NullMarked;
