package editoragent.ide;

import com.intellij.openapi.Disposable;
import com.intellij.openapi.editor.Caret;
import com.intellij.openapi.editor.Editor;
import com.intellij.openapi.fileEditor.EditorDataProvider;
import com.intellij.openapi.fileEditor.FileEditor;
import com.intellij.openapi.fileEditor.FileEditorManager;
import com.intellij.openapi.fileEditor.FileEditorManagerListener;
import com.intellij.openapi.fileEditor.OpenFileDescriptor;
import com.intellij.openapi.project.Project;
import com.intellij.openapi.vfs.VirtualFile;
import java.util.List;
import javax.swing.JComponent;

/** The editor that the user was last in. */
final class OpenEditors extends FileEditorManager {
    /** Null where no text is open. */
    Editor selected;

    @Override
    public Editor getSelectedTextEditor() {
        return this.selected;
    }

    @Override
    public FileEditor[] openFile(VirtualFile file, boolean focusEditor) {
        throw new UnsupportedOperationException("openFile");
    }

    @Override
    public void closeFile(VirtualFile file) {
        throw new UnsupportedOperationException("closeFile");
    }

    @Override
    public Editor openTextEditor(OpenFileDescriptor descriptor, boolean focusEditor) {
        throw new UnsupportedOperationException("openTextEditor");
    }

    @Override
    public boolean isFileOpen(VirtualFile file) {
        throw new UnsupportedOperationException("isFileOpen");
    }

    @Override
    public VirtualFile[] getOpenFiles() {
        throw new UnsupportedOperationException("getOpenFiles");
    }

    @Override
    public VirtualFile[] getSelectedFiles() {
        throw new UnsupportedOperationException("getSelectedFiles");
    }

    @Override
    public FileEditor[] getSelectedEditors() {
        throw new UnsupportedOperationException("getSelectedEditors");
    }

    @Override
    public FileEditor getSelectedEditor(VirtualFile file) {
        throw new UnsupportedOperationException("getSelectedEditor");
    }

    @Override
    public FileEditor[] getEditors(VirtualFile file) {
        throw new UnsupportedOperationException("getEditors");
    }

    @Override
    public FileEditor[] getAllEditors(VirtualFile file) {
        throw new UnsupportedOperationException("getAllEditors");
    }

    @Override
    public FileEditor[] getAllEditors() {
        throw new UnsupportedOperationException("getAllEditors");
    }

    @Override
    public void addTopComponent(FileEditor editor, JComponent component) {
        throw new UnsupportedOperationException("addTopComponent");
    }

    @Override
    public void removeTopComponent(FileEditor editor, JComponent component) {
        throw new UnsupportedOperationException("removeTopComponent");
    }

    @Override
    public void addBottomComponent(FileEditor editor, JComponent component) {
        throw new UnsupportedOperationException("addBottomComponent");
    }

    @Override
    public void removeBottomComponent(FileEditor editor, JComponent component) {
        throw new UnsupportedOperationException("removeBottomComponent");
    }

    @Override
    public void addFileEditorManagerListener(FileEditorManagerListener listener) {
        throw new UnsupportedOperationException("addFileEditorManagerListener");
    }

    @Override
    public void addFileEditorManagerListener(FileEditorManagerListener listener, Disposable parentDisposable) {
        throw new UnsupportedOperationException("addFileEditorManagerListener");
    }

    @Override
    public void removeFileEditorManagerListener(FileEditorManagerListener listener) {
        throw new UnsupportedOperationException("removeFileEditorManagerListener");
    }

    @Override
    public List<FileEditor> openEditor(OpenFileDescriptor descriptor, boolean focusEditor) {
        throw new UnsupportedOperationException("openEditor");
    }

    @Override
    public Project getProject() {
        throw new UnsupportedOperationException("getProject");
    }

    @Override
    public void registerExtraEditorDataProvider(EditorDataProvider provider, Disposable parentDisposable) {
        throw new UnsupportedOperationException("registerExtraEditorDataProvider");
    }

    @Override
    public Object getData(String dataId, Editor editor, Caret caret) {
        throw new UnsupportedOperationException("getData");
    }

    @Override
    public void setSelectedEditor(VirtualFile file, String fileEditorProviderId) {
        throw new UnsupportedOperationException("setSelectedEditor");
    }

    @Override
    public void runWhenLoaded(Editor editor, Runnable runnable) {
        throw new UnsupportedOperationException("runWhenLoaded");
    }
}
