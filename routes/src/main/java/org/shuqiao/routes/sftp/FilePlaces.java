package org.shuqiao.routes.sftp;

import java.time.Clock;
import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.attachments.AttachmentSource;
import org.shuqiao.routes.offline.OfflinePlace;
import org.shuqiao.routes.platforms.DepositPlace;
import org.shuqiao.routes.platforms.DepositPlaces;
import org.shuqiao.routes.platforms.PlatformAccess;

/** Opens the places of platforms that are handed files, over SFTP or on a disc; those of others are opened by {@code others}. */
public final class FilePlaces implements DepositPlaces {
    private final AttachmentSource attachments;
    private final Clock clock;
    private final DepositPlaces others;

    public FilePlaces(AttachmentSource attachments, Clock clock, DepositPlaces others) {
        this.attachments = attachments;
        this.clock = clock;
        this.others = others;
    }

    @Override
    public DepositPlace open(PlatformAccess access) {
        Transport transport = access.platform().descriptor().transport();
        if (transport instanceof Transport.Sftp) {
            return new SftpPlace(access, attachments, clock);
        }
        return transport instanceof Transport.Offline ? new OfflinePlace() : others.open(access);
    }
}
