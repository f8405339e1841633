package editoragent.ide;

import com.intellij.openapi.vfs.VirtualFile;
import com.intellij.openapi.vfs.local.CoreLocalFileSystem;
import com.intellij.openapi.vfs.local.CoreLocalVirtualFile;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The core's file system can only read; this one writes, too, and has one object for one file. */
final class DiskFiles extends CoreLocalFileSystem {
    private final Map<String, VirtualFile> known = new ConcurrentHashMap<>();

    @Override
    public VirtualFile findFileByIoFile(File file) {
        return file.exists() ? this.known.computeIfAbsent(file.getPath(), path -> new DiskFile(this, new File(path))) : null;
    }

    private static final class DiskFile extends CoreLocalVirtualFile {
        private final File file;

        DiskFile(DiskFiles files, File file) {
            super(files, file);
            this.file = file;
        }

        @Override
        public boolean isInLocalFileSystem() {
            return true;
        }

        @Override
        public boolean isWritable() {
            return this.file.canWrite();
        }

        @Override
        public OutputStream getOutputStream(Object requestor, long newModificationStamp, long newTimeStamp) throws IOException {
            return new FileOutputStream(this.file);
        }

        @Override
        public VirtualFile createChildDirectory(Object requestor, String name) throws IOException {
            return this.child(Files.createDirectory(this.file.toPath().resolve(name)).toFile());
        }

        @Override
        public VirtualFile createChildData(Object requestor, String name) throws IOException {
            return this.child(Files.createFile(this.file.toPath().resolve(name)).toFile());
        }

        private VirtualFile child(File made) {
            return this.getFileSystem().findFileByPath(made.getPath());
        }
    }
}
