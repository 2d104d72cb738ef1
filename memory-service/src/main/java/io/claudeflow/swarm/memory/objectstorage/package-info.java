/** Backups in an S3-compatible object storage. The only package that imports the client library of S3. */
@NullMarked
package io.claudeflow.swarm.memory.objectstorage;

import org.jspecify.annotations.NullMarked;
