describe 'the image' do
  def look(*commands)
    IO.popen(['guestfish', '--ro', '--add', ENV.fetch('IMAGE'), '--mount', '/dev/sda2', '--mount', '/dev/sda1:/boot', *commands], &:read)
  end

  it 'has the kernel and the firmware on its boot partition' do
    expect(look('ls', '/boot').split).to include('kernel8.img', 'bootcode.bin')
  end

  it 'has /lib where packages put their files' do
    expect(look('readlink', '/lib')).to eq("usr/lib\n")
  end

  it 'has the modules of the kernel beside those files' do
    expect(look('ls', '/usr/lib/modules')).to match(/\A\S+-hypriotos-v8\n\z/)
  end
end
